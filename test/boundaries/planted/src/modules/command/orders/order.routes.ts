import { server } from '#kernel/http/server.ts'

export const orderRoutes = server
