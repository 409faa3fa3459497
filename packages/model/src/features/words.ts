const WORD = /[\p{L}\p{M}\p{N}]+/gu;
const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u;
const DIGIT = /\p{Nd}/gu;
const MARK = /\p{M}+/gu;

/** What stands before, between and after words. */
export const EDGE = 0x20;

/** The words of a text in one form, their UTF-16 units one after the other, with an edge before and after each. */
export class Units {
  all = new Uint16Array(1024).fill(EDGE);
  /** Where each word's edge is after it; that of the word before, or 0, is before it. */
  ends = new Uint32Array(256);
  length = 1;
}

/**
 * The words of a text as the features see them: runs of letters, marks and digits, which everything else only separates. Kept and used again
 * from text to text, so that predicting makes no garbage.
 */
export class Words {
  count = 0;
  /** Where each word stands in the text as it was written: UTF-16 offsets, ends exclusive. */
  starts = new Uint32Array(256);
  ends = new Uint32Array(256);
  /** Composed (NFC), in lower case, every digit a `0`; accents kept. */
  readonly normal = new Units();
  /** As `normal`, without accents, because people in a hurry leave them out. */
  readonly folded = new Units();

  /** Takes the words of this text in place of the ones before. */
  read(text: string): void {
    this.#clear();
    if (this.#readLatin(text)) return;
    this.#clear();
    for (const { 0: word, index: start } of text.matchAll(WORD)) this.#add(word, start);
  }

  /** Unit by unit, without a regular expression or a string for each word, which takes a quarter of the time. Only where all units are known. */
  #readLatin(text: string): boolean {
    this.#reserve(text.length, text.length);
    const { all: normal } = this.normal;
    const { all: folded } = this.folded;
    let length = 1;
    let start = -1;
    for (let at = 0; at < text.length; at += 1) {
      const unit = text.charCodeAt(at);
      if (unit >= LATIN) return false;
      const form = NORMAL[unit]!;
      if (form !== EDGE) {
        if (start < 0) start = at;
        normal[length] = form;
        folded[length] = FOLDED[unit]!;
        length += 1;
      } else if (start >= 0) {
        this.#end(start, at, length, length);
        length += 1;
        start = -1;
      }
    }
    if (start >= 0) this.#end(start, text.length, length, length);
    return true;
  }

  #add(word: string, start: number): void {
    const { normal, folded } = formsOf(word);
    this.#reserve(1, Math.max(normal.length, folded.length));
    const [normalEnd, foldedEnd] = [write(normal, this.normal), write(folded, this.folded)];
    this.#end(start, start + word.length, normalEnd, foldedEnd);
  }

  /** Ends a word, at these places of the text and of its two forms. */
  #end(start: number, end: number, normalEnd: number, foldedEnd: number): void {
    this.starts[this.count] = start;
    this.ends[this.count] = end;
    endWord(this.normal, this.count, normalEnd);
    endWord(this.folded, this.count, foldedEnd);
    this.count += 1;
  }

  #clear(): void {
    this.count = 0;
    this.normal.length = 1;
    this.folded.length = 1;
  }

  /** Room for so many more words, of so many units in all. */
  #reserve(words: number, units: number): void {
    const count = this.count + words;
    if (count > this.starts.length) {
      this.starts = grown(this.starts, count);
      this.ends = grown(this.ends, count);
    }
    for (const form of [this.normal, this.folded]) {
      if (count > form.ends.length) form.ends = grown(form.ends, count);
      const length = form.length + units + 1;
      if (length <= form.all.length) continue;
      const larger = new Uint16Array(length * 2).fill(EDGE);
      larger.set(form.all);
      form.all = larger;
    }
  }
}

/** Whether there is anything to classify by. */
export function hasWords(text: string): boolean {
  return LETTER_OR_DIGIT.test(text);
}

function endWord(form: Units, word: number, end: number): void {
  form.all[end] = EDGE;
  form.ends[word] = end;
  form.length = end + 1;
}

function write(word: string, { all, length }: Units): number {
  for (let at = 0; at < word.length; at += 1) all[length + at] = word.charCodeAt(at);
  return length + word.length;
}

function formsOf(word: string): { normal: string; folded: string } {
  const normal = word.normalize("NFC").toLowerCase().replace(DIGIT, "0");
  return { normal, folded: normal.normalize("NFD").replace(MARK, "") };
}

function grown(array: Uint32Array<ArrayBuffer>, needed: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(needed * 2);
  larger.set(array);
  return larger;
}

/** Up to here, the ends of ISO 8859-1, each unit's forms are one unit, whatever stands beside it. */
const LATIN = 0x100;
/** The forms of each of these units; of what only separates words an edge. */
const NORMAL = new Uint16Array(LATIN).fill(EDGE);
const FOLDED = new Uint16Array(LATIN).fill(EDGE);
for (let unit = 0; unit < LATIN; unit += 1) {
  const text = String.fromCharCode(unit);
  if (!hasWords(text)) continue;
  const { normal, folded } = formsOf(text);
  NORMAL[unit] = normal.charCodeAt(0);
  FOLDED[unit] = folded.charCodeAt(0);
}
