import type { Vocabulary } from "../../features/vocabulary.ts";
import { BLOCKS } from "../../features/ngrams.ts";
import { Vectoriser } from "../../features/vectoriser.ts";
import { Member } from "../member.ts";
import { seededRandom } from "../random.ts";
import { type Learnt, keepLearnt, newLearnt, RATE, takeNext } from "../task.ts";
import { shuffledRows } from "./shuffled-rows.ts";
import type { KeptRow } from "./row-bytes.ts";
import type { SpooledRows } from "./spool.ts";

/** Everything that threads share when the rows are in a file. Each thread reads them by itself. */
export interface SpooledTask {
  readonly spooled: SpooledRows;
  /** The number of each label, by the number that it has in the file. */
  readonly numbers: Uint32Array;
  readonly vocabulary: Vocabulary;
  readonly labels: number;
  /** How many rows each member learns, some more than once. */
  readonly steps: number;
  readonly members: readonly Learnt[];
  readonly next: Int32Array<SharedArrayBuffer>;
}

/** How often a member says how far it is. */
export const REPORTS = 20;

export function newSpooledTask(
  { spooled, numbers, vocabulary, labels, steps }: Omit<SpooledTask, "members" | "next">,
  members: number,
): SpooledTask {
  return {
    ...{ spooled, numbers, labels, steps },
    vocabulary: { hashes: vocabulary.hashes, rarity: vocabulary.rarity },
    members: Array.from({ length: members }, () => newLearnt(vocabulary.hashes.length, labels, 0)),
    next: new Int32Array(new SharedArrayBuffer(4)),
  };
}

/**
 * Trains members until there are none left, as `trainMembers` does.
 *
 * @param onPart is told the mean cross entropy of the rows in each of {@link REPORTS} parts of a member's rows.
 */
export function trainSpooledMembers(task: SpooledTask, onPart: (loss: number) => void): void {
  const vectoriser = new Vectoriser(task.vocabulary);
  for (let number = takeNext(task); number < task.members.length; number = takeNext(task)) {
    const member = newMember(task, number);
    learnRows(task, number, { member, vectoriser, onPart });
    keepLearnt(member, task.members[number]!);
  }
}

function newMember({ vocabulary, labels }: SpooledTask, number: number): Member {
  const columns = vocabulary.hashes.length;
  // No document has a column more than once a block.
  return new Member({ columns, labels, longest: columns * BLOCKS }, number);
}

interface Learning {
  readonly member: Member;
  readonly vectoriser: Vectoriser;
  readonly onPart: (loss: number) => void;
}

function learnRows(task: SpooledTask, number: number, { member, vectoriser, onPart }: Learning): void {
  const { steps, numbers } = task;
  let [step, begun, loss, parts] = [0, 0, 0, 0];
  for (const { document, target } of manyRows(task, number)) {
    vectoriser.read(document.text, document.facts);
    // The document last read is a matrix of one row.
    loss += member.learn(vectoriser, 0, numbers[target]!, RATE * (1 - step / steps));
    step += 1;
    if (step < (steps * (parts + 1)) / REPORTS) continue;
    onPart(loss / (step - begun));
    parts += 1;
    [begun, loss] = [step, 0];
  }
}

/** As many rows as a member learns: all of them again and again. Each member begins elsewhere. */
function* manyRows({ spooled, steps, members }: SpooledTask, number: number): Generator<KeptRow> {
  const random = seededRandom(number);
  let left = steps;
  while (left > 0) {
    for (const row of shuffledRows(spooled, number / members.length, random)) {
      yield row;
      left -= 1;
      if (left === 0) return;
    }
  }
}
