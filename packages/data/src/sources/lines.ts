import { createReadStream } from "node:fs";
import { dataErrors } from "../errors.ts";

/** A line of a text file, or why it is none. */
export type Line =
  { readonly line: number; readonly content: string } | { readonly line: number; readonly problem: string };

type Decoder = InstanceType<typeof TextDecoder>;

const NEWLINE = 0x0a;
const CARRIAGE_RETURN = 0x0d;
const LONGEST_LINE = 4 * 1024 * 1024;

/**
 * The lines of a text file in any encoding that the WHATWG Encoding standard names. A line that is not valid in the
 * encoding, or longer than 4 MiB, is a problem of that line only.
 *
 * @throws EslabonError `DATA_FILE_UNREADABLE`.
 */
export async function* readLines(path: string, encoding = "utf-8"): AsyncGenerator<Line> {
  const { bytes, decoder } = asByteLines(path, encoding);
  let line = 0;
  for await (const content of splitLines(path, bytes)) {
    line++;
    yield content === "too long"
      ? { line, problem: `longer than ${LONGEST_LINE / 1024 / 1024} MiB` }
      : decodeLine(decoder, content, line);
  }
}

/** In UTF-16 a newline is two bytes, so such a file becomes UTF-8 before it is split. */
function asByteLines(path: string, encoding: string): { bytes: AsyncIterable<Uint8Array>; decoder: Decoder } {
  const decoder = makeDecoder(path, encoding);
  const file = createReadStream(path);
  if (!decoder.encoding.startsWith("utf-16")) return { bytes: file, decoder };
  return { bytes: recode(file, new TextDecoder(encoding)), decoder: makeDecoder(path, "utf-8") };
}

async function* recode(file: AsyncIterable<Buffer>, decoder: Decoder): AsyncGenerator<Uint8Array> {
  for await (const chunk of file) yield Buffer.from(decoder.decode(chunk, { stream: true }));
}

function makeDecoder(path: string, encoding: string): Decoder {
  try {
    return new TextDecoder(encoding, { fatal: true });
  } catch {
    throw dataErrors.DATA_FILE_UNREADABLE(path, `the encoding “${encoding}” is unknown`);
  }
}

function decodeLine(decoder: Decoder, bytes: Uint8Array, line: number): Line {
  try {
    return { line, content: decoder.decode(bytes) };
  } catch {
    return { line, problem: `not valid ${decoder.encoding}` };
  }
}

async function* splitLines(
  path: string,
  chunks: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array | "too long"> {
  let pending: Uint8Array[] = [];
  let length = 0;
  const keep = (part: Uint8Array): void => {
    length += part.length;
    if (length <= LONGEST_LINE) pending.push(part);
    else pending = [];
  };
  const take = (): Uint8Array | "too long" => {
    const whole = length <= LONGEST_LINE ? withoutReturn(Buffer.concat(pending)) : "too long";
    pending = [];
    length = 0;
    return whole;
  };
  try {
    for await (const chunk of chunks) {
      let start = 0;
      for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
        keep(chunk.subarray(start, end));
        yield take();
        start = end + 1;
      }
      keep(chunk.subarray(start));
    }
  } catch (error) {
    throw dataErrors.DATA_FILE_UNREADABLE(path, (error as Error).message);
  }
  if (length > 0) yield take();
}

function withoutReturn(bytes: Uint8Array): Uint8Array {
  return bytes.at(-1) === CARRIAGE_RETURN ? bytes.subarray(0, -1) : bytes;
}
