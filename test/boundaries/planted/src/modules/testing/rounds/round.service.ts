export const round = 'round'
