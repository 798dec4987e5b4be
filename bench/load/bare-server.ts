import Fastify from 'fastify'

/** The measure of things: one Fastify route that gives the same bytes to everybody. They come in as argument, in base64. */
const bytes = Buffer.from(process.argv[2] ?? '', 'base64')
const server = Fastify()
server.post('/', (_request, reply) => reply.header('content-type', 'application/json').send(bytes))
const url = await server.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(`bare server listens on ${url}\n`)
