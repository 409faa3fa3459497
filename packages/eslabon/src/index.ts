export { ChainConfig, defineChain } from "./chain/config.ts";
