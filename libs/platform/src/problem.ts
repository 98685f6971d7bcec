export interface FieldProblem {
  /** Path in the request body, e.g. `facts.area.arable`. */
  field: string;
  problem: string;
}

/**
 * An error that the caller can mend. Raised where the rule is known, turned into RFC 9457 problem+json
 * on the API and into a message beside the field on pages, in one place each.
 *
 * `type` is stable: `/problems/{type}` names it for programs.
 */
export class Problem extends Error {
  constructor(
    readonly status: number,
    readonly type: string,
    message: string,
    readonly fields: FieldProblem[] = [],
  ) {
    super(message);
  }

  static invalid(message: string, fields: FieldProblem[]): Problem {
    return new Problem(422, 'invalid', message, fields);
  }

  static field(field: string, problem: string): Problem {
    return new Problem(422, 'invalid', problem, [{ field, problem }]);
  }

  static notFound(what: string): Problem {
    return new Problem(404, 'not-found', `${what} was not found.`);
  }

  static conflict(type: string, message: string): Problem {
    return new Problem(409, type, message);
  }

  static forbidden(message: string): Problem {
    return new Problem(403, 'forbidden', message);
  }
}
