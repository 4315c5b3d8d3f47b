import * as keybundle from "keybundle";
import small from "keybundle/keybundle.wasm";
import full from "keybundle/keybundle-full.wasm";
import { useOwn } from "./own-modules.js";

export default {
  fetch: async () => Response.json(await useOwn(keybundle, small, full)),
};
