@echo off
rem LMTTM Workbench: opens the window, or runs a command (see --help). Needs a JDK or JRE 25 or newer.
setlocal enabledelayedexpansion
for %%I in ("%~dp0..") do set "APP=%%~fI"
set "JAVA="

if defined JAVA_HOME call :fits "%JAVA_HOME%"
if not defined JAVA for /f "delims=" %%J in ('where java 2^>nul') do if not defined JAVA for %%H in ("%%~dpJ..") do call :fits "%%~fH"
for %%R in ("%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Java" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%ProgramFiles%\BellSoft" "%USERPROFILE%\.jdks") do (
    if not defined JAVA if exist "%%~R" for /d %%H in ("%%~R\*") do if not defined JAVA call :fits "%%~fH"
)
if not defined JAVA (
    echo lmttm: no Java 25 or newer found ^(looked at JAVA_HOME, the PATH and the usual folders^); install a JDK 25 or set JAVA_HOME to one 1>&2
    exit /b 1
)

"%JAVA%" "@%APP%\bin\jvm.options" %LMTTM_JAVA_OPTIONS% --enable-native-access=javafx.graphics --module-path "%APP%\lib\javafx" --add-modules javafx.controls,javafx.swing "-Dlmttm.home=%APP%" -cp "%APP%\lib\*" org.lmttm.Main %*
exit /b %ERRORLEVEL%

rem A Java home counts when its release file says 25 or newer.
:fits
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
for /f "tokens=2 delims==" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do (
    for /f "tokens=1 delims=." %%M in ("%%~V") do if %%M GEQ 25 set "JAVA=%~1\bin\java.exe"
)
exit /b 0
