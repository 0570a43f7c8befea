export const release = 'release'
