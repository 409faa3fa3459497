/**
 * An error that a user can cause. It says what was wrong and where (`message`), and what to do about it (`fix`).
 * `code` is stable: once released it is never renamed and never used for anything else.
 */
export class EslabonError extends Error {
  override readonly name = "EslabonError";
  readonly code: string;
  readonly fix: string;

  constructor(code: string, message: string, fix: string, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.fix = fix;
  }
}

interface ErrorText {
  readonly message: string;
  readonly fix: string;
  readonly cause?: unknown;
}

type Catalogue = Record<string, (...parts: never[]) => ErrorText>;

/**
 * Turns a catalogue of messages into functions that make the errors, so that every code stands in one place:
 *
 * ```ts
 * const errors = defineErrors({
 *   DATA_FILE_MISSING: (file: string) => ({ message: `${file} does not exist`, fix: "correct its path" }),
 * });
 * throw errors.DATA_FILE_MISSING("claims.csv");
 * ```
 */
export function defineErrors<const C extends Catalogue>(
  catalogue: C,
): { readonly [Code in keyof C]: (...parts: Parameters<C[Code]>) => EslabonError } {
  const makers = Object.entries(catalogue).map(([code, describe]) => [
    code,
    (...parts: never[]) => {
      const { message, fix, cause } = describe(...parts);
      return new EslabonError(code, message, fix, { cause });
    },
  ]);
  return Object.fromEntries(makers) as { [Code in keyof C]: (...parts: Parameters<C[Code]>) => EslabonError };
}
