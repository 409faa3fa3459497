import { defineErrors } from "@eslabon/link";

/** What can go wrong with a model by its user's doing. What a text or a field says is never part of a message. */
export const modelErrors = defineErrors({
  MODEL_TEXT_MISSING: (field: string) => ({
    message: `the input has no "${field}"`,
    fix: `give the text to classify in the field "${field}"`,
  }),
  MODEL_TEXT_TYPE: (field: string, type: string) => ({
    message: `"${field}" must be a string and is ${type}`,
    fix: `give the text to classify as a string in the field "${field}"`,
  }),
  MODEL_TEXT_EMPTY: (field: string) => ({
    message: `"${field}" holds no letter and no digit`,
    fix: "give at least one word",
  }),
  MODEL_TEXT_TOO_LONG: (field: string, length: number, limit: number) => ({
    message: `"${field}" has ${length} characters; this model reads up to ${limit}`,
    fix: "shorten the text, or raise limits.textLength in the model's definition",
  }),
  MODEL_FIELD_MISSING: (field: string) => ({
    message: `the input has no "${field}", which this model needs`,
    fix: `give a value in the field "${field}"`,
  }),
  MODEL_FIELD_TYPE: (field: string, expected: string, found: string) => ({
    message: `"${field}" must be ${expected} and is ${found}`,
    fix: `correct the field "${field}", or leave it out if the model does not need it`,
  }),
  MODEL_FIELD_EMPTY: (field: string) => ({
    message: `no training row has a value in the field "${field}"`,
    fix: "correct the field's name, or take it out of the model's fields",
  }),
  MODEL_COMPARISON_EMPTY: () => ({
    message: "there is no row to compare the models on",
    fix: "name a dataset with test rows, or a file with labelled texts",
  }),
  MODEL_PACKAGE_BROKEN: (folder: string, reason: string, cause?: unknown) => ({
    message: `the model package in ${folder} is not whole: ${reason}`,
    fix: "build it or install it again",
    cause,
  }),
  MODEL_DATASET_INVALID: (where: string, reason: string, cause?: unknown) => ({
    message: `${where}: ${reason}`,
    fix: "build the dataset again with eslabon build data, or correct the file",
    cause,
  }),
  MODEL_DEFINITION_INVALID: (field: string, reason: string) => ({
    message: `in the model's definition, ${field} ${reason}`,
    fix: `correct ${field} in what defineModel is given`,
  }),
  MODEL_TOO_FEW_ROWS: (rows: number, needed: number) => ({
    message: `there are ${rows} rows with a text to learn from; training needs ${needed} or more`,
    fix: "label more rows",
  }),
  MODEL_ONE_LABEL: (label: string) => ({
    message: `all rows have the label "${label}"; a classifier needs two or more`,
    fix: "check which column is the label, or add rows with other labels",
  }),
  MODEL_CONTINUE_ENGINE: (name: string) => ({
    message: `training cannot continue from ${name}: another program has trained it`,
    fix: "train it with that program, or train without a model to continue from",
  }),
  MODEL_CONTINUE_FIELDS: (name: string, its: string, given: string) => ({
    message: `training cannot continue from ${name}, which reads ${its}, with rows of ${given}`,
    fix: "name the fields as that model does, or train without a model to continue from",
  }),
  MODEL_CONTINUE_TOO_MUCH: (rows: number) => ({
    message: `the model to continue from does not know ${rows} rows well, which is more than continuing is for`,
    fix: "train without a model to continue from",
  }),
  MODEL_GOLDEN_UNKNOWN_LABEL: (label: string, labels: readonly string[]) => ({
    message: `a golden example has the label "${label}", which is not in the training rows; they have: ${labels.join(", ")}`,
    fix: "correct the label of the golden example",
  }),
  MODEL_PROGRAM_FAILED: (command: string, how: string, said: readonly string[]) => ({
    message: [`${command} ${how}`, ...said].join("\n    "),
    fix: "run it by hand in the model's folder with ESLABON_DATASET and ESLABON_OUT set, and correct what it says",
  }),
  MODEL_PROGRAM_OUTPUT: (file: string, reason: string) => ({
    message: `${file}, which the model's program has to write, ${reason}`,
    fix: "correct the program; docs/reference/model.md says what it has to write",
  }),
  MODEL_ONNX_UNUSABLE: (reason: string) => ({
    message: `model.onnx cannot be used: ${reason}`,
    fix: "export it again; docs/reference/model.md says what it has to take and to give",
  }),
  MODEL_RUNTIME_MISSING: (reason: string) => ({
    message: `this model is answered by onnxruntime-node, which cannot be loaded: ${reason}`,
    fix: "ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node (skip: without what only graphics cards need)",
  }),
});
