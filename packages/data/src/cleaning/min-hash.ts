/** How many hashes a text is reduced to: BANDS × ROWS. Two texts that share 80 % of their shingles meet in 99.9 % of cases. */
const BANDS = 20;
const ROWS = 5;
const SHINGLE = 4;

/**
 * The band hashes of a text for locality-sensitive hashing: texts with many 4-character shingles in common have a band in
 * common (Broder 1997, “On the resemblance and containment of documents”; Leskovec, Rajaraman, Ullman, “Mining of Massive
 * Datasets”, chapter 3). The same text gives the same hashes everywhere.
 */
export function bandHashes(text: string): Uint32Array {
  const smallest = new Uint32Array(BANDS * ROWS).fill(0xffffffff);
  for (let start = 0; start === 0 || start + SHINGLE <= text.length; start++) {
    const shingle = hashShingle(text, start);
    for (let index = 0; index < smallest.length; index++) {
      const hash = mix(shingle ^ Math.imul(index + 1, 0x9e3779b1));
      if (hash < smallest[index]!) smallest[index] = hash;
    }
  }
  const bands = new Uint32Array(BANDS);
  for (let index = 0; index < smallest.length; index++) {
    const band = Math.floor(index / ROWS);
    bands[band] = mix(bands[band]! ^ smallest[index]!);
  }
  return bands;
}

/** FNV-1a over the shingle's UTF-16 units. */
function hashShingle(text: string, start: number): number {
  let hash = 0x811c9dc5;
  const end = Math.min(start + SHINGLE, text.length);
  for (let index = start; index < end; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash;
}

/** The finaliser of MurmurHash3: every bit of the input changes half of the output's. */
function mix(value: number): number {
  let hash = value;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
