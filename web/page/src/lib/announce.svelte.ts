/** What a screen reader is told as it happens. The same words twice are told twice. */
class Announcer {
  text = $state("");

  say(text: string) {
    // A no-break space makes it another text without another sound.
    this.text = this.text === text ? `${text}\u00a0` : text;
  }
}

export const announcer = new Announcer();
