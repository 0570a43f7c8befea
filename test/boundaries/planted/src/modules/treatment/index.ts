export const treatment = 'treatment'
