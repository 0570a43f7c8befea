export const testing = 'testing'
