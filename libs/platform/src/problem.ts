export interface FieldProblem {
  /** Path in the request body, e.g. `facts.area.arable`. */
  field: string;
  problem: string;
  /** The same in English, for a page; where it is left out, `problem` is shown in either language. */
  en?: string;
}

/**
 * An error that the caller can mend. Raised where the rule is known, turned into RFC 9457 problem+json
 * on the API and into a message beside the field on pages, in one place each.
 *
 * `type` is stable: `/problems/{type}` names it for programs. `message` is Chinese, `en` the same for a
 * page in English.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
    readonly fields: FieldProblem[] = [],
    readonly en = message,
    /** Seconds after which the same is worth trying again; null where waiting helps nothing. */
    readonly retryAfter: number | null = null,
  ) {
    super(message);
  }

  static invalid(message: string, fields: FieldProblem[], en = message): Problem {
    return new Problem(422, 'invalid', message, fields, en);
  }

  static field(field: string, problem: string, en = problem): Problem {
    return new Problem(422, 'invalid', problem, [{ field, problem, en }], en);
  }

  /** @param what with its article where `en` has one: 该文书, 'The notice' */
  static notFound(what: string, en: string): Problem {
    return new Problem(404, 'not-found', `没有找到${what}。`, [], `${en} was not found.`);
  }

  static conflict(type: string, message: string, en = message): Problem {
    return new Problem(409, type, message, [], en);
  }

  static forbidden(message: string, en = message): Problem {
    return new Problem(403, 'forbidden', message, [], en);
  }

  /** What a form shows: its fields' problems or, where it names none, the whole as one. */
  get forForm(): FieldProblem[] {
    const { fields, message, en } = this;
    return fields.length > 0 ? fields : [{ field: '', problem: message, en }];
  }
}
