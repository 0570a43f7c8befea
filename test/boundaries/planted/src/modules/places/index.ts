export const places = 'places'
