import * as keybundle from "keybundle";
import small from "keybundle/keybundle.wasm?module";
import full from "keybundle/keybundle-full.wasm?module";
import { useOwn } from "./own-modules.js";

addEventListener("fetch", (event) => event.respondWith(useOwn(keybundle, small, full).then((found) => Response.json(found))));
