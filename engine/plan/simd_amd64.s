//go:build !purego

#include "textflag.h"

// func reach512(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)
TEXT ·reach512(SB), NOSPLIT, $0-32
	MOVQ         acc+0(FP), AX
	VPBROADCASTW one+8(FP), Z0
	VPBROADCASTW other+10(FP), Z1
	MOVQ         in+16(FP), BX
	MOVQ         out+24(FP), CX
	XORQ         DX, DX

loop:
	VMOVDQU16 (AX), Z2
	VMOVDQU16 64(AX), Z3
	VPCMPUW   $5, Z0, Z2, K1
	VPCMPUW   $5, Z0, Z3, K2
	VPCMPUW   $5, Z1, Z2, K3
	VPCMPUW   $5, Z1, Z3, K4
	KUNPCKDQ  K1, K2, K1
	KUNPCKDQ  K3, K4, K3
	KMOVQ     K1, R8
	KMOVQ     K3, R9
	MOVQ      (BX)(DX*8), R10
	ANDQ      R10, R8
	NOTQ      R10
	ANDQ      R10, R9
	ORQ       R9, R8
	MOVQ      R8, (CX)(DX*8)
	ADDQ      $128, AX
	INCQ      DX
	CMPQ      DX, $64
	JB        loop
	VZEROUPPER
	RET

// REACH sets R, 32 bits, for the words of A and B that are at least T.
#define REACH(A, B, T, R) \
	VPMAXUW   T, A, Y6     \
	VPMAXUW   T, B, Y7     \
	VPCMPEQW  A, Y6, Y6    \
	VPCMPEQW  B, Y7, Y7    \
	VPACKSSWB Y7, Y6, Y6   \
	VPERMQ    $0xD8, Y6, Y6 \
	VPMOVMSKB Y6, R

// func reach2(acc *[columns.Block]uint16, one, other uint16, in, out *[columns.Block / 64]uint64)
TEXT ·reach2(SB), NOSPLIT, $0-32
	MOVQ         acc+0(FP), AX
	VPBROADCASTW one+8(FP), Y0
	VPBROADCASTW other+10(FP), Y1
	MOVQ         in+16(FP), BX
	MOVQ         out+24(FP), CX
	XORQ         DX, DX

loop:
	VMOVDQU (AX), Y2
	VMOVDQU 32(AX), Y3
	VMOVDQU 64(AX), Y4
	VMOVDQU 96(AX), Y5
	REACH(Y2, Y3, Y0, R8)
	REACH(Y4, Y5, Y0, R11)
	SHLQ    $32, R11
	ORQ     R11, R8
	REACH(Y2, Y3, Y1, R9)
	REACH(Y4, Y5, Y1, R11)
	SHLQ    $32, R11
	ORQ     R11, R9
	MOVQ    (BX)(DX*8), R10
	ANDQ    R10, R8
	NOTQ    R10
	ANDQ    R10, R9
	ORQ     R9, R8
	MOVQ    R8, (CX)(DX*8)
	ADDQ    $128, AX
	INCQ    DX
	CMPQ    DX, $64
	JB      loop
	VZEROUPPER
	RET

// func flush512(acc, peak *[columns.Block]uint16, base uint16)
TEXT ·flush512(SB), NOSPLIT, $0-18
	MOVQ         acc+0(FP), AX
	MOVQ         peak+8(FP), BX
	VPBROADCASTW base+16(FP), Z0
	MOVQ         $64, CX

loop:
	VMOVDQU16 (BX), Z1
	VMOVDQU16 64(BX), Z2
	VPSUBUSW  Z0, Z1, Z1
	VPSUBUSW  Z0, Z2, Z2
	VPADDW    (AX), Z1, Z1
	VPADDW    64(AX), Z2, Z2
	VMOVDQU16 Z1, (AX)
	VMOVDQU16 Z2, 64(AX)
	ADDQ      $128, AX
	ADDQ      $128, BX
	DECQ      CX
	JNZ       loop
	VZEROUPPER
	RET

// func flush2(acc, peak *[columns.Block]uint16, base uint16)
TEXT ·flush2(SB), NOSPLIT, $0-18
	MOVQ         acc+0(FP), AX
	MOVQ         peak+8(FP), BX
	VPBROADCASTW base+16(FP), Y0
	MOVQ         $128, CX

loop:
	VMOVDQU  (BX), Y1
	VMOVDQU  32(BX), Y2
	VPSUBUSW Y0, Y1, Y1
	VPSUBUSW Y0, Y2, Y2
	VPADDW   (AX), Y1, Y1
	VPADDW   32(AX), Y2, Y2
	VMOVDQU  Y1, (AX)
	VMOVDQU  Y2, 32(AX)
	ADDQ     $64, AX
	ADDQ     $64, BX
	DECQ     CX
	JNZ      loop
	VZEROUPPER
	RET
