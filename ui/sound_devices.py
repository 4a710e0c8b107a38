"""The system's microphones, through Qt. Imported when sound is first wanted: it takes a moment."""

from __future__ import annotations

from PySide6.QtCore import (
    QByteArray,
    QCoreApplication,
    QIODevice,
    QMicrophonePermission,
    QObject,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtMultimedia import QAudioDevice, QAudioFormat, QAudioSource, QMediaDevices, QtAudio

from companion.errors import CompanionError
from ui.microphone import GONE, NONE, REFUSED, UNUSABLE, Format

KINDS = {
    QAudioFormat.SampleFormat.UInt8: "uint8",
    QAudioFormat.SampleFormat.Int16: "int16",
    QAudioFormat.SampleFormat.Int32: "int32",
    QAudioFormat.SampleFormat.Float: "float32",
}
WANTED_RATE = 16_000
MUTE_MS = 3000  # without a byte: some systems do not say that a device is gone


def devices() -> tuple[tuple[str, str], ...]:
    """(id, name) of every microphone there is now."""
    return tuple((_id(one), one.description()) for one in QMediaDevices.audioInputs())


def open_device(wanted: str) -> DeviceStream:
    """The device of this id; the system's own for "" and where it is not there any more.

    Raises CompanionError where there is none.
    """
    here = {_id(one): one for one in QMediaDevices.audioInputs()}
    device = here.get(wanted, QMediaDevices.defaultAudioInput())
    if device.isNull():
        raise CompanionError(NONE)
    return DeviceStream(device)


class DeviceStream(QObject):
    """One microphone. came(QByteArray), ended(sentence): see `microphone.Stream`."""

    came = Signal(object)
    ended = Signal(str)

    def __init__(self, device: QAudioDevice) -> None:
        super().__init__()
        self._device = device
        chosen = _format(device)
        self.form = Format(KINDS[chosen.sampleFormat()], chosen.channelCount(), chosen.sampleRate())
        self._source = QAudioSource(device, chosen)
        self._source.stateChanged.connect(self._on_state)
        self._bytes: QIODevice | None = None
        self._mute = QTimer(self)
        self._mute.setSingleShot(True)
        self._mute.setInterval(MUTE_MS)
        self._mute.timeout.connect(self._on_mute)
        self._media = QMediaDevices()
        self._media.audioInputsChanged.connect(self._on_devices)

    def start(self) -> None:
        """Begin; the system may ask the person first."""
        app = QCoreApplication.instance()
        assert app is not None
        permission = QMicrophonePermission()
        if app.checkPermission(permission) == Qt.PermissionStatus.Undetermined:
            app.requestPermission(permission, self, self._on_permission)
        else:
            self._on_permission(permission)

    def stop(self) -> None:
        """End; what was heard and not read yet comes first."""
        self._mute.stop()
        self._read()
        self._bytes = None
        self._source.stop()

    @Slot(object)
    def _on_permission(self, permission: QMicrophonePermission) -> None:
        app = QCoreApplication.instance()
        assert app is not None
        if app.checkPermission(permission) != Qt.PermissionStatus.Granted:
            self.ended.emit(REFUSED)
            return
        self._bytes = self._source.start()
        if self._source.error() != QtAudio.Error.NoError:
            self.ended.emit(UNUSABLE)
        else:
            self._bytes.readyRead.connect(self._read)
            self._mute.start()

    @Slot()
    def _read(self) -> None:
        if self._bytes is not None and self._bytes.isOpen():
            data: QByteArray = self._bytes.readAll()
            if data.size():
                self._mute.start()
                self.came.emit(data)

    @Slot()
    def _on_state(self) -> None:
        stopped = self._source.state() == QtAudio.State.StoppedState
        if stopped and self._bytes is not None:
            self.ended.emit(GONE)

    @Slot()
    def _on_mute(self) -> None:
        self.ended.emit(GONE)

    @Slot()
    def _on_devices(self) -> None:
        if self._bytes is not None and self._device not in QMediaDevices.audioInputs():
            self.ended.emit(GONE)


def _format(device: QAudioDevice) -> QAudioFormat:
    """What the device likes best, in a form that is understood here. Raises CompanionError."""
    chosen = device.preferredFormat()
    if chosen.sampleFormat() in KINDS and chosen.sampleRate() > 0 and chosen.channelCount() > 0:
        return chosen
    chosen = QAudioFormat()
    chosen.setSampleRate(WANTED_RATE)
    chosen.setChannelCount(1)
    chosen.setSampleFormat(QAudioFormat.SampleFormat.Int16)
    if not device.isFormatSupported(chosen):
        raise CompanionError(UNUSABLE)
    return chosen


def _id(device: QAudioDevice) -> str:
    return bytes(device.id().data()).decode("utf-8", "replace")
