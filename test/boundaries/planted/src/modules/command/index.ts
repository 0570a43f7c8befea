export const command = 'command'
