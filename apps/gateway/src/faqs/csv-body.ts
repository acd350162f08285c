import type { FastifyInstance } from 'fastify';
import { MAX_IMPORT_BYTES } from '#libs/contracts';
import { AppError } from '#libs/kernel';

const IMPORT_ROUTE = '/api/v1/faqs/import';

/** Lets the import of articles, and it alone, take CSV and a larger body. Call before routes are made. */
export function takeImports(server: FastifyInstance): void {
  server.addHook('onRoute', (route) => {
    if (route.url === IMPORT_ROUTE) route.bodyLimit = MAX_IMPORT_BYTES;
  });
  server.addContentTypeParser('text/csv', { parseAs: 'buffer' }, (request, body, done) => {
    if (request.routeOptions.url === IMPORT_ROUTE) done(null, body);
    else done(new AppError('unsupported_media_type'));
  });
}
