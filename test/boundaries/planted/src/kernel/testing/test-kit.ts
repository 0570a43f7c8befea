export const testKit = 'kit'
