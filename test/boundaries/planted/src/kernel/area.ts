export const area = 'area'
