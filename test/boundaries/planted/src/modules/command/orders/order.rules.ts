export const orderRules = 'rules'
