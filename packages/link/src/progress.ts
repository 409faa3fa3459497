/** How far a long piece of work has come, in words: “reading expedientes_2024.csv: 1,262 rows”. */
export type Progress = (message: string) => void;

export const silent: Progress = () => undefined;
