export const vaccination = 'vaccination'
