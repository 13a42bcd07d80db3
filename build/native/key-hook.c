/*
 * Holds back the key combinations with which Windows itself leads to other programs, while an exam runs:
 * Alt-Tab, Alt-Esc, Control-Esc, both Windows keys (and with them all of their combinations), and the context-menu key's
 * Windows companions. Control-Alt-Delete and Windows-L belong to the system; no hook ever sees the former.
 *
 * A WH_KEYBOARD_LL hook lives in a thread of its own with a message loop: Windows asks it before any program gets a key, and
 * drops a hook that answers late, so nothing else happens in that thread. The hook ends with the thread, the thread with the
 * process; nothing on the machine is changed.
 *
 * N-API version 8: start(), stop(), count(). See desktop/main/host/key-hook.ts. The few functions of N-API are asked from the
 * program that loads this file, whatever its name is; so no import library of Node or Electron is needed.
 */
#ifndef WINVER
#define WINVER 0x0601
#endif
#ifndef _WIN32_WINNT
#define _WIN32_WINNT 0x0601
#endif
#define WIN32_LEAN_AND_MEAN
#include <windows.h>

#define NAPI_VERSION 8
#include <node_api.h>

typedef napi_status(NAPI_CDECL *get_undefined_t)(napi_env, napi_value *);
typedef napi_status(NAPI_CDECL *throw_error_t)(napi_env, const char *, const char *);
typedef napi_status(NAPI_CDECL *create_int32_t)(napi_env, int32_t, napi_value *);
typedef napi_status(NAPI_CDECL *define_properties_t)(napi_env, napi_value, size_t, const napi_property_descriptor *);
typedef napi_status(NAPI_CDECL *add_cleanup_t)(napi_env, void(NAPI_CDECL *)(void *), void *);

static struct {
  get_undefined_t get_undefined;
  throw_error_t throw_error;
  create_int32_t create_int32;
  define_properties_t define_properties;
  add_cleanup_t add_cleanup;
} api;

/* Through void (*)(void): a function of one type may be kept as another, as long as it is called as its own. */
typedef void (*any_function)(void);
static any_function asked_for(const char *name) { return (any_function)GetProcAddress(GetModuleHandleW(NULL), name); }

static BOOL find_api(void) {
  api.get_undefined = (get_undefined_t)asked_for("napi_get_undefined");
  api.throw_error = (throw_error_t)asked_for("napi_throw_error");
  api.create_int32 = (create_int32_t)asked_for("napi_create_int32");
  api.define_properties = (define_properties_t)asked_for("napi_define_properties");
  api.add_cleanup = (add_cleanup_t)asked_for("napi_add_env_cleanup_hook");
  return api.get_undefined && api.throw_error && api.create_int32 && api.define_properties && api.add_cleanup;
}

static HANDLE thread = NULL;
static DWORD thread_id = 0;
static HANDLE ready = NULL;
static DWORD refusal = 0;
static volatile LONG held = 0;

static BOOL is_down(int key) { return (GetAsyncKeyState(key) & 0x8000) != 0; }

/* The whole of the policy: which key, with which others, never reaches Windows. */
static BOOL is_held_back(const KBDLLHOOKSTRUCT *key) {
  const BOOL alt = (key->flags & LLKHF_ALTDOWN) != 0;
  switch (key->vkCode) {
    case VK_LWIN:
    case VK_RWIN:
      return TRUE;
    case VK_TAB:
      return alt;
    case VK_ESCAPE:
      return alt || is_down(VK_CONTROL);
    default:
      return FALSE;
  }
}

static LRESULT CALLBACK on_key(int code, WPARAM message, LPARAM data) {
  if (code == HC_ACTION && is_held_back((const KBDLLHOOKSTRUCT *)data)) {
    if (message == WM_KEYDOWN || message == WM_SYSKEYDOWN) InterlockedIncrement(&held);
    return 1;
  }
  return CallNextHookEx(NULL, code, message, data);
}

static DWORD WINAPI run(LPVOID unused) {
  MSG message;
  HHOOK hook;
  (void)unused;
  /* The queue must be there before stop() may post to it. */
  PeekMessageW(&message, NULL, WM_USER, WM_USER, PM_NOREMOVE);
  hook = SetWindowsHookExW(WH_KEYBOARD_LL, on_key, GetModuleHandleW(NULL), 0);
  refusal = hook == NULL ? GetLastError() : 0;
  SetEvent(ready);
  if (hook == NULL) return 1;
  while (GetMessageW(&message, NULL, 0, 0) > 0) DispatchMessageW(&message);
  UnhookWindowsHookEx(hook);
  return 0;
}

static void end_thread(void) {
  if (thread == NULL) return;
  PostThreadMessageW(thread_id, WM_QUIT, 0, 0);
  WaitForSingleObject(thread, 2000);
  CloseHandle(thread);
  thread = NULL;
}

static napi_value nothing(napi_env env) {
  napi_value value;
  return api.get_undefined(env, &value) == napi_ok ? value : NULL;
}

static napi_value start(napi_env env, napi_callback_info info) {
  (void)info;
  if (thread != NULL) return nothing(env);
  held = 0;
  ready = CreateEventW(NULL, TRUE, FALSE, NULL);
  if (ready != NULL) thread = CreateThread(NULL, 0, run, NULL, 0, &thread_id);
  if (thread == NULL) {
    if (ready != NULL) CloseHandle(ready);
    ready = NULL;
    api.throw_error(env, NULL, "Windows gave no thread for the key hook.");
    return NULL;
  }
  WaitForSingleObject(ready, 2000);
  CloseHandle(ready);
  ready = NULL;
  if (refusal != 0) {
    end_thread();
    api.throw_error(env, NULL, "Windows refused the key hook.");
    return NULL;
  }
  return nothing(env);
}

static napi_value stop(napi_env env, napi_callback_info info) {
  (void)info;
  end_thread();
  return nothing(env);
}

static napi_value count(napi_env env, napi_callback_info info) {
  napi_value value;
  (void)info;
  return api.create_int32(env, (int32_t)held, &value) == napi_ok ? value : NULL;
}

static void NAPI_CDECL on_exit(void *unused) {
  (void)unused;
  end_thread();
}

NAPI_MODULE_INIT() {
  const napi_property_descriptor functions[] = {
      {"start", NULL, start, NULL, NULL, NULL, napi_enumerable, NULL},
      {"stop", NULL, stop, NULL, NULL, NULL, napi_enumerable, NULL},
      {"count", NULL, count, NULL, NULL, NULL, napi_enumerable, NULL},
  };
  if (!find_api()) return NULL;
  if (api.define_properties(env, exports, sizeof functions / sizeof functions[0], functions) != napi_ok) return NULL;
  if (api.add_cleanup(env, on_exit, NULL) != napi_ok) return NULL;
  return exports;
}
