export const supervision = 'supervision'
