import { server } from '#kernel/http/server.ts'

export const orderWeb = server
