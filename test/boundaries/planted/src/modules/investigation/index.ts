export const investigation = 'investigation'
