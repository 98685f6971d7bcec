import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { ApiModule } from '../api/api.module.js';

const ABOUT = `What a land office's software calls to issue copy-notices (抄告) and to follow them.

Dates are calendar dates in Asia/Shanghai (\`…On\`), instants ISO 8601 with an offset (\`…At\`). Areas are
square metres with two decimals. Errors are problem+json (RFC 9457) with a stable \`type\` and, where
something must be mended, a list of \`fields\`. Sentences for people are Chinese; the one whose name ends in
\`En\` beside it says the same in English.`;

/** The API's reference at /docs and its document at /openapi.json, made when first asked for. */
export function serveReference(app: NestFastifyApplication): void {
  SwaggerModule.setup('docs', app, () => describeApi(app), {
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Chaogao API',
    swaggerOptions: { persistAuthorization: false, tryItOutEnabled: false },
  });
}

/** OpenAPI 3.1, from the classes that validate. */
export function describeApi(app: NestFastifyApplication): OpenAPIObject {
  const about = new DocumentBuilder()
    .setOpenAPIVersion('3.1.0')
    .setTitle('Chaogao')
    .setDescription(ABOUT)
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .addServer('/')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'cg_…' }, 'apiKey')
    .build();
  const document = SwaggerModule.createDocument(app, about, { include: [ApiModule] });
  return asOpenApi31(document) as unknown as OpenAPIObject;
}

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Keys whose values are data, in which nothing is a schema. */
const DATA = new Set(['example', 'examples', 'default', 'enum', 'value']);

/**
 * What Nest writes is OpenAPI 3.0 in places. 3.1 is JSON Schema: null is a type, examples are a list,
 * bytes have a media type.
 */
export function asOpenApi31(node: unknown): Json {
  if (Array.isArray(node)) return node.map(asOpenApi31);
  if (typeof node !== 'object' || node === null) return node as Json;
  const all = Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      key === 'properties'
        ? asProperties(value)
        : DATA.has(key)
          ? (value as Json)
          : asOpenApi31(value),
    ]),
  );
  return isSchema(all) ? asSchema31(all) : all;
}

/** Here a key is the name of a field, whatever it is. */
const asProperties = (properties: unknown): Json =>
  Object.fromEntries(
    Object.entries(properties as object).map(([name, schema]) => [name, asOpenApi31(schema)]),
  );

const isSchema = (node: Record<string, Json>) =>
  typeof node.type === 'string'
    ? !('in' in node) && !('scheme' in node)
    : '$ref' in node || 'allOf' in node;

function asSchema31(schema: Record<string, Json>): Json {
  const { nullable, example, format, ...rest } = schema;
  const annotations = {
    ...(example === undefined ? {} : { examples: [example] }),
    ...(format === undefined || format === 'binary' ? {} : { format }),
    ...(format === 'binary' ? { contentMediaType: 'application/octet-stream' } : {}),
  };
  if (nullable !== true) return { ...rest, ...annotations };
  if (typeof rest.type === 'string' && !('allOf' in rest)) {
    return { ...rest, type: [rest.type, 'null'], ...annotations };
  }
  const { allOf, $ref, description, ...others } = rest;
  delete others.type;
  const meant = Array.isArray(allOf) ? allOf : [{ $ref: $ref ?? null }];
  return {
    ...others,
    ...annotations,
    ...(description === undefined ? {} : { description }),
    anyOf: [...meant, { type: 'null' }],
  };
}
