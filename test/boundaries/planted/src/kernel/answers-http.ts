import { fastify } from 'fastify'

export const answersHttp = fastify
