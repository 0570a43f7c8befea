export const situation = 'situation'
