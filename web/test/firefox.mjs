// A browser of another engine.
import puppeteer from "puppeteer-core";

export const launch = () =>
  puppeteer.launch({ browser: "firefox", executablePath: process.env.KEYBUNDLE_FIREFOX ?? "/usr/bin/firefox-esr", headless: true });
