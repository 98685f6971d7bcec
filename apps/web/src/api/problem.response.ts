import { applyDecorators } from '@nestjs/common';
import { ApiExtraModels, ApiProperty, ApiResponse, getSchemaPath } from '@nestjs/swagger';

export class FieldProblemResponse {
  @ApiProperty({ description: 'Path in the request', example: 'facts.area.arable' })
  field: string;

  @ApiProperty({
    description: 'What would be right',
    example: '耕地面积不能大于总面积（2133.33平方米）',
  })
  problem: string;

  @ApiProperty({
    description: 'The same in English',
    example: 'Not more than the total area (2133.33 m²)',
  })
  problemEn: string;
}

/** RFC 9457. */
export class ProblemResponse {
  @ApiProperty({
    format: 'uri',
    description: 'Stable: programs compare it',
    example: 'https://chaogao.example/problems/invalid',
  })
  type: string;

  @ApiProperty({ example: 'Invalid' })
  title: string;

  @ApiProperty({ type: 'integer', example: 422 })
  status: number;

  @ApiProperty({ example: '请求中有需要更正之处。' })
  detail: string;

  @ApiProperty({ description: '`detail` in English', example: 'The request needs mending.' })
  detailEn: string;

  @ApiProperty({ example: '/v1/notices' })
  instance: string;

  @ApiProperty({ type: () => FieldProblemResponse, isArray: true, required: false })
  fields?: FieldProblemResponse[];
}

const MEANINGS = {
  400: 'The request cannot be read',
  401: 'No good API key',
  403: 'The key may not do this',
  404: "There is none, or it is another agency's",
  409: 'Things have changed, or are still running',
  413: 'Too large',
  415: 'Not an accepted type of content',
  422: 'Something must be mended: see `fields`',
  429: 'Too many requests: see Retry-After',
  503: 'Busy, nothing was done: see Retry-After',
} as const;

/** The problems that a route answers with, beside those that every one does. */
export function ApiProblems(...statuses: (keyof typeof MEANINGS)[]) {
  const all = [...new Set([...statuses, 401, 403, 429, 503] as const)].sort();
  return applyDecorators(
    ApiExtraModels(ProblemResponse),
    ...all.map((status) =>
      ApiResponse({
        status,
        description: MEANINGS[status],
        content: {
          'application/problem+json': { schema: { $ref: getSchemaPath(ProblemResponse) } },
        },
      }),
    ),
  );
}
