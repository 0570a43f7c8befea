export const coldchain = 'coldchain'
