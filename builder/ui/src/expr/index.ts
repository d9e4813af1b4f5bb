/** Expressions in the browser: interpreted from JSON, never compiled. */
export { evaluate, truth } from "./evaluate";
export { FUNCTIONS } from "./functions";
export { Exact, isExact, namesOf, read, spelled, wireOf, type Ir, type Kind, type Moment, type Names, type Shape, type Value } from "./values";
