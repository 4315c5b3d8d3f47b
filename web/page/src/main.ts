import { mount } from "svelte";
import App from "./App.svelte";
import "./style/base.css";
import "./style/parts.css";

const target = document.querySelector("#page");
if (target) mount(App, { target });

// From a disk there is nothing to register: the single file is whole by itself.
if (location.protocol.startsWith("http")) navigator.serviceWorker?.register("./sw.js").catch(() => undefined);
