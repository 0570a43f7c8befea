export const exercise = 'exercise'
