export const surveillance = 'surveillance'
