@"%~dp0node.exe" "%~dp0tunnel-doctor.mjs" %*
