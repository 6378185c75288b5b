/** Cameras and a page that a test holds in its hand: what a browser would lend, and when. */

class Track extends EventTarget {
  readyState = 'live';
  muted = false;
  lit = false;

  constructor(deviceId, torch) {
    super();
    this.deviceId = deviceId;
    this.torch = torch;
  }

  stop() {
    this.readyState = 'ended';
  }

  die() {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }

  getSettings() {
    return { deviceId: this.deviceId };
  }

  getCapabilities() {
    return this.torch ? { torch: true } : {};
  }

  async applyConstraints({ advanced: [{ torch }] }) {
    this.lit = torch;
  }
}

/** A phone's cameras: `answers` says what each question meets, the last for ever; `held` leaves them unanswered. */
export class Cameras {
  ids = ['front', 'rear'];
  answers = [null];
  held = false;
  torch = false;
  asked = [];
  waiting = [];
  tracks = [];

  getUserMedia({ video }) {
    this.asked.push(video);
    const answer = this.answers.length > 1 ? this.answers.shift() : this.answers[0];
    const deviceId = video === true ? this.ids[0] : (video.deviceId?.exact ?? 'rear');
    return new Promise((done, failed) => {
      const settle = () => {
        if (answer) {
          failed(new DOMException('', answer));
          return;
        }
        const track = new Track(deviceId, this.torch);
        this.tracks.push(track);
        done({ getTracks: () => [track], getVideoTracks: () => [track] });
      };
      if (this.held) this.waiting.push(settle);
      else settle();
    });
  }

  async enumerateDevices() {
    return [...this.ids.map((deviceId) => ({ kind: 'videoinput', deviceId })), { kind: 'audioinput', deviceId: 'ear' }];
  }

  get live() {
    return this.tracks.filter((track) => track.readyState === 'live').map((track) => track.deviceId);
  }
}

export class Page extends EventTarget {
  visibilityState = 'visible';

  become(state) {
    this.visibilityState = state;
    this.dispatchEvent(new Event('visibilitychange'));
  }
}
