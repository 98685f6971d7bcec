import { type ArgumentMetadata, Injectable, ValidationPipe } from '@nestjs/common';
import { type FieldProblem, Problem } from '#platform';
import type { ValidationError } from 'class-validator';

/** Checks shapes, types and formats by the classes that also describe the API. */
@Injectable()
export class ShapePipe extends ValidationPipe {
  constructor() {
    super({
      whitelist: true,
      forbidNonWhitelisted: true,
      transform: true,
      stopAtFirstError: true,
      validationError: { target: false, value: false },
      exceptionFactory: (errors) =>
        Problem.invalid(
          '请求中有需要更正之处。',
          fieldProblems(errors),
          'The request needs mending.',
        ),
    });
  }

  override async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && this.toValidate(metadata) && !isObjectOrNone(value)) {
      throw Problem.field('', '请求正文应当是一个 JSON 对象', 'The body has to be a JSON object');
    }
    return super.transform(value, metadata) as Promise<unknown>;
  }
}

const isObjectOrNone = (value: unknown) =>
  value === undefined || value === null || (typeof value === 'object' && !Array.isArray(value));

const UNKNOWN = {
  problem: '没有这一项；请删除，或检查名称是否写对',
  en: 'There is no such field; leave it out, or check its spelling',
};

/** Flattens nested errors to paths of the request: `facts.area.arable`, `attachments.0.digest`. */
export function fieldProblems(errors: ValidationError[], parent = ''): FieldProblem[] {
  return errors.flatMap((error) => {
    const field = parent ? `${parent}.${error.property}` : error.property;
    const own = Object.entries(error.constraints ?? {}).map(([rule, message]): FieldProblem => {
      if (rule === 'whitelistValidation') return { field, ...UNKNOWN };
      const { en } = (error.contexts?.[rule] ?? {}) as { en?: string };
      return { field, problem: message, ...(en === undefined ? {} : { en }) };
    });
    return [...own.slice(0, 1), ...fieldProblems(error.children ?? [], field)];
  });
}
