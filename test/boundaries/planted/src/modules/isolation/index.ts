export const isolation = 'isolation'
