export const tube = 'tube'
