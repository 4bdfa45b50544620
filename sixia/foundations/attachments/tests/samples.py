"""Files as people send them, made on the spot: good ones of every kind, and the bad ones."""

import io
import struct
import wave
import zipfile

from PIL import Image, ImageCms

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
POWERPOINT = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
END = 0xFFFFFFFE


def picture(kind="JPEG", size=(80, 40), mode="RGB", **saved):
    out = io.BytesIO()
    image = Image.linear_gradient("L").resize(size).convert(mode)
    image.save(out, kind, **saved)
    return out.getvalue()


def photo(kind="JPEG", size=(80, 40)):
    """As a telephone takes it: lying on its side, with where it was taken and by what."""
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif[MAKE] = "NingxiPhone"
    exif[GPS] = {1: "N", 2: (26.0, 39.0, 30.0), 3: "E", 4: (119.0, 31.0, 12.0)}
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    more = {"xmp": b"<x:xmpmeta>26.6583,119.52</x:xmpmeta>"} if kind != "PNG" else {}
    return picture(kind, size, exif=exif, icc_profile=profile, **more)


def animated(kind="GIF"):
    out = io.BytesIO()
    frames = [Image.new("RGB", (20, 20), colour) for colour in ("red", "green", "blue")]
    frames[0].save(out, kind, save_all=True, append_images=frames[1:], duration=100, loop=0)
    return out.getvalue()


def pdf(body=b""):
    return b"%PDF-1.7\n1 0 obj <</Type /Catalog>> endobj\n" + body + b"\nxref\n0 1\ntrailer <<>>\nstartxref\n9\n%%EOF\n"


def packed(**entries):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in entries.items():
            archive.writestr(name, body)
    return out.getvalue()


def office(kind="wordprocessingml.document", **entries):
    parts = f'<Types><Override ContentType="application/vnd.openxmlformats-officedocument.{kind}.main+xml"/></Types>'
    return packed(**{"[Content_Types].xml": parts, "_rels/.rels": "<Relationships/>", **entries})


def macros():
    parts = '<Types><Override ContentType="application/vnd.ms-word.document.macroEnabled.main+xml"/></Types>'
    return packed(**{"[Content_Types].xml": parts, "word/vbaProject.bin": b"\xd0\xcf\x11\xe0"})


def bomb(mebibytes=400):
    """A letter of under half a megabyte that unpacks to hundreds."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("[Content_Types].xml", "<Types>wordprocessingml.document.main+xml</Types>")
        with archive.open("word/document.xml", "w") as document:
            for _ in range(mebibytes):
                document.write(bytes(1024 * 1024))
    return out.getvalue()


def ole(stream="WordDocument", start=b"", *others):
    """The least an OLE file can be: allocation table, directory, one stream."""
    header = bytearray(512)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHH", header, 26, 3, 0xFFFE, 9)
    struct.pack_into("<I", header, 48, 1)
    struct.pack_into("<109I", header, 76, 0, *[0xFFFFFFFF] * 108)
    table = struct.pack("<128I", 0xFFFFFFFD, END, END, *[0xFFFFFFFF] * 125)
    directory = b"".join(_entry(name, 2) for name in ("Root Entry", stream, *others)).ljust(512, b"\0")
    return bytes(header) + table + directory + start.ljust(512, b"\0")


def _entry(name, first):
    written = (name + "\0").encode("utf-16-le")
    return written.ljust(64, b"\0") + struct.pack("<H", len(written)) + bytes(50) + struct.pack("<I", first) + bytes(8)


def wav(seconds=1):
    out = io.BytesIO()
    with wave.open(out, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(8000)
        sound.writeframes(bytes(16000 * seconds))
    return out.getvalue()


def mp3(tag=b""):
    frame = b"\xff\xfb\x90\x00".ljust(417, b"\0")  # MPEG 1, layer III, 128 kbit/s at 44.1 kHz
    return tag + frame * 5


def box(name, body=b""):
    return struct.pack(">I4s", len(body) + 8, name) + body


def mp4(*tracks, brand=b"M4A "):
    handlers = [box(b"trak", box(b"mdia", box(b"hdlr", bytes(8) + track + bytes(12)))) for track in tracks]
    return box(b"ftyp", brand + bytes(4)) + box(b"mdat", bytes(64)) + box(b"moov", b"".join(handlers))


def ogg(codec=b"OpusHead"):
    return b"OggS" + bytes(24) + codec + bytes(40)


def element(name, body, *, open_end=False):
    return bytes.fromhex(name) + (b"\x01" + b"\xff" * 7 if open_end else (0x4000 | len(body)).to_bytes(2, "big")) + body


def webm(*tracks, kind=b"webm"):
    """As a browser writes it while it records: a segment whose end nobody knows yet."""
    named = [element("ae", element("d7", b"\x01") + element("83", bytes([track]))) for track in tracks]
    segment = element("1549a966", element("2ad7b1", b"\x0f\x42\x40")) + element("1654ae6b", b"".join(named))
    cluster = element("1f43b675", bytes(64), open_end=True)
    return element("1a45dfa3", element("4282", kind)) + element("18538067", segment + cluster, open_end=True)


GOOD = {
    "照片.jpg": (picture(), "image/jpeg"),
    "截图.png": (picture("PNG"), "image/png"),
    "图.webp": (picture("WEBP"), "image/webp"),
    "动图.gif": (animated(), "image/gif"),
    "材料.pdf": (pdf(), "application/pdf"),
    "公文.ofd": (packed(**{"OFD.xml": "<ofd:OFD/>", "Doc_0/Document.xml": "<d/>"}), "application/ofd"),
    "申请.docx": (office(**{"word/document.xml": "<w:document/>"}), WORD),
    "名单.xlsx": (office("spreadsheetml.sheet"), EXCEL),
    "汇报.pptx": (office("presentationml.presentation"), POWERPOINT),
    "旧申请.doc": (ole("WordDocument", bytes(12)), "application/msword"),
    "旧名单.xls": (ole("Workbook", struct.pack("<HHI", 0x809, 4, 0)), "application/vnd.ms-excel"),
    "旧汇报.ppt": (ole("PowerPoint Document"), "application/vnd.ms-powerpoint"),
    "说明.txt": ("水管又裂了。".encode(), "text/plain"),
    "国标.txt": ("水管又裂了,请派人来修。".encode("gb18030"), "text/plain"),
    "录音.mp3": (mp3(), "audio/mpeg"),
    "带标签.mp3": (mp3(b"ID3\x04\x00\x00\x00\x00\x00\x0a" + bytes(10)), "audio/mpeg"),
    "录音.m4a": (mp4(b"soun"), "audio/mp4"),
    "录音.wav": (wav(), "audio/wav"),
    "录音.amr": (b"#!AMR\n" + bytes(64), "audio/amr"),
    "录音.ogg": (ogg(), "audio/ogg"),
    "录音.webm": (webm(2), "audio/webm"),
}

BAD = {
    "空的.jpg": (b"", "empty"),
    "发票.jpg": (b"MZ\x90\x00" + bytes(200), "program"),
    "程序.pdf": (b"\x7fELF" + bytes(200), "program"),
    "脚本.txt": (b"#!/bin/sh\nrm -rf /\n", "program"),
    "批处理.txt": (b"@echo off\r\ndel *.*\r\n", "program"),
    "截断.jpg": (picture(size=(400, 400), quality=95)[:3000], "cut_off"),
    "截断.png": (picture("PNG", (400, 400))[:-40], "cut_off"),
    "截断.webp": (picture("WEBP", (400, 400))[:-200], "cut_off"),
    "坏.jpg": (b"\xff\xd8\xff\xe0" + b"nonsense" * 40, "cut_off"),
    "截断.pdf": (pdf()[:-12], "cut_off"),
    "截断.docx": (office(**{"word/document.xml": "<w/>"})[:-40], "cut_off"),
    "截断.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(20), "cut_off"),
    "截断.m4a": (mp4(b"soun")[:60], "cut_off"),
    "宏.docm": (macros(), "macros"),
    "宏.docx": (office(**{"word/vbaProject.bin": b"x"}), "macros"),
    "控件.docx": (office(**{"word/activeX/activeX1.xml": "<x/>"}), "macros"),
    "宏.doc": (ole("WordDocument", b"", "Macros", "_VBA_PROJECT"), "macros"),
    "加密.docx": (ole("EncryptedPackage"), "encrypted"),
    "加密.doc": (ole("WordDocument", bytes(10) + b"\x00\x01"), "encrypted"),
    "加密.xls": (ole("Workbook", struct.pack("<HHIHH", 0x809, 4, 0, 0x2F, 4)), "encrypted"),
    "脚本.pdf": (pdf(b"<</S /JavaScript /JS (app.alert(1))>>"), "active"),
    "藏着脚本.pdf": (pdf(b"<</S /Java#53cript>>"), "active"),
    "启动.pdf": (pdf(b"<</S /Launch /F (cmd.exe)>>"), "active"),
    "带程序.docx": (office(**{"word/embeddings/好看.exe": b"MZ"}), "program"),
    "藏程序.docx": (office(**{"word/embeddings/oleObject1.bin": b"MZ\x90\x00"}), "program"),
    "网页.html": (b"<!DOCTYPE html><script>alert(1)</script>", "page"),
    "网页.txt": ("先看说明 <script>alert(1)</script>".encode(), "page"),
    "图.svg": (b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', "page"),
    "打包.zip": (packed(**{"照片.jpg": picture()}), "archive"),
    "空包.zip": (b"PK\x05\x06" + bytes(18), "archive"),
    "打包.rar": (b"Rar!\x1a\x07\x00" + bytes(30), "archive"),
    "苹果.heic": (box(b"ftyp", b"heic" + bytes(12)) + bytes(100), "heic"),
    "视频.mp4": (mp4(b"soun", b"vide", brand=b"isom"), "video"),
    "视频.avi": (b"RIFF\x00\x00\x00\x00AVI " + bytes(60), "video"),
    "视频.ogv": (ogg(b"\x80theora"), "video"),
    "视频.webm": (webm(2, 1), "video"),
    "电影.mkv": (webm(1, 2, kind=b"matroska"), "video"),
    "断录.webm": (webm(), "cut_off"),
    "乱码.dat": (bytes(range(256)) * 4, "unknown"),
    "数据.txt": (b"\x00\x01\x02 text", "unknown"),
    "空目录.ppt": (ole("Something"), "unknown"),
}
