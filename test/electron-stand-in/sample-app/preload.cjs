const { contextBridge, ipcRenderer } = require('electron');

contextBridge.exposeInMainWorld('sample', {
  next: (n, when) => ipcRenderer.invoke('next', n, when),
  invert: (bytes) => ipcRenderer.invoke('invert', bytes),
  onHappened: (listener) => {
    const heard = (_event, what) => listener(what);
    ipcRenderer.on('happened', heard);
    return () => ipcRenderer.off('happened', heard);
  },
});
