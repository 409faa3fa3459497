import { figure, table } from "../../markdown.ts";
import { median } from "../../statistics.ts";
import type { Observation, Plan } from "../part.ts";
import { perturbations } from "../perturb.ts";

/** The section on robustness: the accuracy on the texts as written, and otherwise with what is lost, in points. */
export function markdown(observations: readonly Observation[], { sets, contestants }: Plan): string {
  const middle = (set: string, contestant: string, measure: string): number =>
    100
    * median(
      observations
        .filter((each) => each.set === set && each.contestant === contestant && each.measure === measure)
        .map(({ value }) => value),
    );
  const cell = (set: string, contestant: string, name: string): string => {
    const accuracy = middle(set, contestant, `accuracy, ${name}`);
    const loss = middle(set, contestant, `loss, ${name}`);
    return `${figure(accuracy, 1)} (${signed(-loss)})`;
  };
  return table(
    ["", "", "as written, %", ...perturbations.map(({ name }) => name)],
    sets.flatMap(({ name: set }) =>
      contestants.map(({ name, title }) => [
        set,
        title,
        figure(middle(set, name, "accuracy, as written"), 1),
        ...perturbations.map((perturbation) => cell(set, name, perturbation.name)),
      ]),
    ),
  );
}

/** With the sign always there, and none for nothing. */
function signed(points: number): string {
  const shown = figure(Math.abs(points), 1);
  if (shown === "0.0") return shown;
  return `${points < 0 ? "−" : "+"}${shown}`;
}
